/** White space, control, format and other characters that nobody sees; U+2800 is a blank that Unicode counts as a symbol. */
const INVISIBLE = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * An integration token without what a mail or a document added when it was copied. A token has visible ASCII characters
 * only, so nothing of it is lost. Other values than texts stay as they are, for the validation to refuse.
 */
export function pastedToken(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(INVISIBLE, '') : value;
}
