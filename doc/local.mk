dist_man_MANS += %D%/ksk-ceremony-record.5
dist_man_MANS += %D%/ksk-ceremony-script.5
dist_man_MANS += %D%/ksk-ceremony-scenario.5
dist_man_MANS += %D%/ksk-ceremony-ksr.5
dist_man_MANS += %D%/ksk-ceremony-policy.5
dist_man_MANS += %D%/ksk-ceremony.1
dist_man_MANS += %D%/ksk-ceremony-profile.5
