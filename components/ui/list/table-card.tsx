import type { ReactNode } from "react";
import { Card } from "../card";

interface TableCardProps {
  title: string;
  count?: number;
  /** Under the title, in a line. */
  note?: ReactNode;
  /** At the right of the title. */
  aside?: ReactNode;
  /** For links that lead to it. */
  id?: string;
  children: ReactNode;
}

/** A card that holds a table as wide as itself. */
export const TableCard = ({ title, count, note, aside, id, children }: TableCardProps) => (
  <Card id={id} title={title} meta={count} action={aside} flush>
    {note ? <p className="px-4 py-3 text-13 text-ink-2 md:px-5">{note}</p> : null}
    {children}
  </Card>
);
