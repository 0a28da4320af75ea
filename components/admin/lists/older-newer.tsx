import { KeyLink } from "@/components/ui/key-link";
import "./pages.css";

interface OlderNewerProps {
  label: string;
  /** Null at the newest rows. */
  newest: { href: string; label: string } | null;
  /** Null at the last ones. */
  older: { href: string; label: string } | null;
}

/** Through a list that grows at its top: always down, or back to the beginning. */
export function OlderNewer({ label, newest, older }: OlderNewerProps) {
  return newest || older ? (
    <nav className="list-foot" aria-label={label}>
      {newest ? <KeyLink href={newest.href}>{newest.label}</KeyLink> : null}
      {older ? <KeyLink href={older.href}>{older.label}</KeyLink> : null}
    </nav>
  ) : null;
}
