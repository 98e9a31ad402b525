/** A formation as the API shows it (`http-api.md`). */
export interface FormationView {
  readonly id: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type: string | null;
  /** Its members, by name. */
  readonly systems: readonly { readonly id: string; readonly name: string }[];
  readonly createdAt: string;
}
