/** What staff are told of a host that was just ordered; the password travels in this one answer and is kept nowhere. */
export interface CreatedHostView {
  /** Among the operations. */
  orderId: string;
  /** Null where it is not known yet. */
  vmId: string | null;
  name: string;
  owner: string;
  /** Null where nobody knows it. */
  password: string | null;
  addresses: string[];
  /** `answered`: it is there; `checking`: the master's answer was lost, and the host is looked for; `earlier`: by this form before. */
  how: "answered" | "checking" | "earlier";
}
