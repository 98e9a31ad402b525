/** How a log position is written: an opaque decimal, ordered as a big integer. */
export const LOG_POSITION = /^\d{1,20}$/;
