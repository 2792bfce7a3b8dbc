dist_man_MANS += %D%/ksk-ceremony-record.5
dist_man_MANS += %D%/ksk-ceremony-script.5
