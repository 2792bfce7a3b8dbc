#include "base/base64.h"

#include <string.h>

static const char alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_encode(struct buf *dst, const uint8_t *src, size_t len)
{
	size_t i;

	for (i = 0; i < len; i += 3) {
		uint32_t bits = (uint32_t)src[i] << 16;
		char quad[4];

		if (i + 1 < len)
			bits |= (uint32_t)src[i + 1] << 8;
		if (i + 2 < len)
			bits |= src[i + 2];
		quad[0] = alphabet[bits >> 18];
		quad[1] = alphabet[bits >> 12 & 0x3f];
		quad[2] = i + 1 < len ? alphabet[bits >> 6 & 0x3f] : '=';
		quad[3] = i + 2 < len ? alphabet[bits & 0x3f] : '=';
		buf_add(dst, quad, sizeof(quad));
	}
}

/* What was read so far. */
struct decoder {
	struct buf out;
	uint32_t bits;
	unsigned digits; /* in bits, 0 to 3 */
	unsigned padding;
};

static const char *
take_digit(struct decoder *decoder, char c)
{
	const char *place = strchr(alphabet, c);

	if (place == NULL)
		return "not a base64 character";
	if (decoder->padding > 0)
		return "a character behind the padding";
	decoder->bits = decoder->bits << 6 | (uint32_t)(place - alphabet);
	if (++decoder->digits < 4)
		return NULL;
	buf_add_u8(&decoder->out, (uint8_t)(decoder->bits >> 16));
	buf_add_u16(&decoder->out, (uint16_t)decoder->bits);
	decoder->bits = 0;
	decoder->digits = 0;
	return NULL;
}

/* Two or three digits are left before the padding: 1 or 2 bytes. */
static const char *
finish(struct decoder *decoder)
{
	unsigned spare = decoder->digits == 2 ? 4 : 2;

	if (decoder->digits == 0 && decoder->padding == 0)
		return NULL;
	if (decoder->digits < 2 || decoder->digits + decoder->padding != 4)
		return "the length is not a multiple of four characters";
	if ((decoder->bits & ((1U << spare) - 1)) != 0)
		return "bits are set behind the last byte";
	decoder->bits >>= spare;
	if (decoder->digits == 3)
		buf_add_u8(&decoder->out, (uint8_t)(decoder->bits >> 8));
	buf_add_u8(&decoder->out, (uint8_t)decoder->bits);
	return NULL;
}

enum status
base64_decode(struct bytes *dst, const char *text, struct err *err)
{
	struct decoder decoder = {0};
	const char *wrong = NULL;
	const char *c;

	for (c = text; *c != '\0' && wrong == NULL; c++) {
		if (strchr(" \t\r\n", *c) != NULL)
			continue;
		if (*c == '=')
			decoder.padding++;
		else
			wrong = take_digit(&decoder, *c);
	}
	if (wrong == NULL)
		wrong = finish(&decoder);
	if (wrong != NULL) {
		buf_clear(&decoder.out);
		return err_set(err, STATUS_INPUT,
			"not base64: %s at character %zu", wrong,
			(size_t)(c - text));
	}
	bytes_clear(dst);
	*dst = buf_take(&decoder.out);
	return STATUS_OK;
}
