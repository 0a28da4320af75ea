import type { LastReinstall } from "@/lib/hosts/reinstall/reinstall-view";
import { ShownPassword } from "../access/shown-password";
import type { SentPassword as Sent } from "../access/use-sent-password";

interface SentPasswordProps {
  /** Empty where none was sent from this page. */
  password: string;
  going: boolean;
  /** The reinstall that it was sent with, once that ended. */
  last: LastReinstall | null;
  forget: () => void;
}

/** The password that this page sent: in its memory alone, and gone with it. */
export function SentPassword({ password, going, last, forget }: SentPasswordProps) {
  const state = going ? "going" : stateOf(last);
  return password !== "" && state ? (
    <div className="card">
      <ShownPassword sent={{ password, user: "", state }} forget={forget} />
    </div>
  ) : null;
}

function stateOf(last: LastReinstall | null): Sent["state"] | null {
  if (last?.password === "set") {
    return "done";
  }
  return last?.password === "unconfirmed" ? "unconfirmed" : null;
}
