/** A row id above all there are; `first` where there are none. */
export const nextId = (rows: { id: string }[], first: number): string =>
  String(rows.reduce((top, { id }) => Math.max(top, Number(id)), first - 1) + 1);
