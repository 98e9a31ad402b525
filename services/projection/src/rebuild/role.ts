/** What one of the two sets of tables is. */
export type Role =
  /** It answers queries. */
  | 'live'
  | 'empty'
  /** It is made anew from the log. */
  | 'building'
  /** It is where the live one is, and may take its place. */
  | 'ready'
  /** It was the live one, and may be again. */
  | 'before';
