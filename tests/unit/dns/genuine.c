#include "genuine.h"

#include "base/base64.h"
#include "support/test.h"

/* The root's first KSK, 19036. */
const char genuine_ksk_2010[] =
	"AwEAAagAIKlVZrpC6Ia7gEzahOR+9W29euxhJhVVLOyQbSEW0O8gcCjFFVQU"
	"Tf6v58fLjwBd0YI0EzrAcQqBGCzh/RStIoO8g0NfnfL2MTJRkxoXbfDaUeVP"
	"QuYEhg37NZWAJQ9VnMVDxP/VHL496M/QZxkjf5/Efucp2gaDX6RS6CXpoY68"
	"LsvPVjR0ZSwzz1apAzvN9dlzEheX7ICJBBtuA6G3LQpzW5hOA2hzCTMjJPJ8"
	"LbqF6dsV6DoBQzgul0sGIcGOYl7OyQdXfZ57relSQageu+ipAdTTJ25AsRTA"
	"oub8ONGcLmqrAmRLKBP1dfwhYB4N7knNnulqQxA+Uk1ihz0=";

/* A root ZSK of 2017, 14796. */
const char genuine_zsk_14796[] =
	"AwEAAZLsvvPf/WDYE8L8ZUOiXEN9PSg3Nqyqu8WWKVu4LIvPW77Y0W1mBgmr"
	"oFEHxzA9zM2edQbYIFhj536sx3fj1bx4n8yKwQ0y1MYkXvgU3aKWf0jnm8qz"
	"5RPVa4iEUgP5og/70muAXmo38Ru10asc3SNtN2OlAT1Tivp+U4JUlVA8ICvi"
	"erUPg2Kgf2gtNFhuqMTx/IHrE5DdV+Z/rmHGqESe/mnaDzHdFnKy7Ma5zcPT"
	"ekmwZ86CnG+vNWMT6wiO56YSAaiHX0jSCjmkL7JzT3xpp/vtoWLK1rir70i6"
	"NbsU48sPZOHLfhwzbownewAsng0QqMOcVcmhl6ifE3C/vjE=";

/* A root ZSK of 2017, 61045. */
const char genuine_zsk_61045[] =
	"AwEAAYvgWbYkpeGgdPKaKTJU3Us4YSTRgy7+dzvfArIhi2tKoZ/WR1Dfw883"
	"SOU6Uw7tpVRkLarN0oIMK/xbOBD1DcXnyfElBwKsz4sVVWmfyr/x+igD/Ujr"
	"cJ5zEBUrUmVtHyjar7ccaVc1/3ntkhZjI1hcungAlOhPhHlkMeX+5Azx6GdX"
	"//An5OgrdyH3o/JmOPMDX1mt806JI/hf0EwAp1pBwo5e8SrSuR1tD3sgNjr6"
	"IzCdrKSgqi92z49zcdis3EaY199WFW60DCS7ydu++T5Xa+GyOw1quagwf/JU"
	"C/mEpeBQYWrnpkBbpDB3sy4+P2i8iCvavehbRyVm9U0MlIc=";

/* By 19036 over the three, 2017-04-01 to 2017-04-22, TTL 172800. */
const char genuine_signature[] =
	"lEUU+0iZvwIwNweGtc4wQ29PpcPqGCd9x8PtjSjpX2cUgmIE4aNF749kGeZM"
	"SMILon6si4H3I727sxIJJkgpr6rMwBlP1reav/xRjiCxvTkvaXlYjl3lW5lx"
	"tvQqW+biGQye9m/J11Cc0OC9PfcagkFHaPdWQ6LvyEApjJ1lR/Znz+WMGsd0"
	"q4Wn/l93+CtSrzhtN1YIiDB9kYGSKdGn3JjN6gbYVWANfKy8kHyj3pyGjTHV"
	"5G/XosL68DyyBju0HsmWKvj7uXIvng4Cc//jTln9Nw2DJxqwrncjRZOfMq+F"
	"q3fvNoE5n+Fy+8kJZk/rMiE+j3i32AwZG0so1XrQWg==";

/* A worthless RSASHA512 key of example.test, 35973 (made by ldns). */
const char example_key[] =
	"AwEAAegwcvtQq4BAgJlboGNYtqTgLahxzzj2/i6dVg29d1gZ1Q+n1pOw4GEo"
	"yl/QY6fq2t9D7nkhIO7J5TLqDboNsh1RvtoPArLEPyhaGlcDfcXZUBAjvfN+"
	"92e4htLYlQ7SczLbkyxiyE2JmyIzq3Oi3+utteyHMp1Irq7mSUIPVZLR";

/* By it over itself, all of January 2024, TTL 3600 (made by ldns). */
const char example_signature[] =
	"Yrovc77CX84V7EsMl7LDlnBahsahvhJt1QFzR8kJMSRjMOOlUVPcEZMDkxis"
	"RxIful4B67X3B5i8DGbtfmc5cWeCluc5i7CU1kdYhsxIydiYI6mcCQlwFthS"
	"q0ubIPB4/7M5LQAYte17L8C5h3IdxbKv/t7CeXuht/kiWRX+FRo=";

struct bytes
genuine_bytes(const char *base64)
{
	struct bytes bytes = {0};
	struct err err;

	CU_ASSERT_EQUAL(base64_decode(&bytes, base64, &err), STATUS_OK);
	return bytes;
}

struct dnskey
genuine_key(uint16_t flags, uint8_t algorithm, const char *base64)
{
	struct dnskey key = {flags, DNSKEY_PROTOCOL, algorithm, {NULL, 0}};

	key.public_key = genuine_bytes(base64);
	return key;
}
