/** What staff are told of a host that was just made; the password travels in this one answer and is kept nowhere. */
export interface CreatedHostView {
  /** Null where it is made and its number could not be read. */
  vmId: string | null;
  name: string;
  owner: string;
  /** Null where nobody knows it. */
  password: string | null;
  addresses: string[];
  /** `answered`: by the master; `read-back`: its answer was lost and the list shows the host; `earlier`: by this form before. */
  how: "answered" | "read-back" | "earlier";
}
