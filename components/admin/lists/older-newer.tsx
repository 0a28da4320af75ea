import { ButtonLink } from "@/components/ui/button-link";
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
      {newest ? <ButtonLink href={newest.href}>{newest.label}</ButtonLink> : null}
      {older ? <ButtonLink href={older.href}>{older.label}</ButtonLink> : null}
    </nav>
  ) : null;
}
