import { NoticeLine } from "@/components/ui/notice-line";
import type { Fault } from "@/lib/rstack/outcome";

interface ListSilenceProps {
  fault: Fault;
  refused: (said: string) => string;
  silent: string;
}

/** Why the master gave no list. */
export const ListSilence = ({ fault, refused, silent }: ListSilenceProps) => (
  <NoticeLine tone="alert" role="status">
    {fault.kind === "refused" ? refused(fault.text) : silent}
  </NoticeLine>
);
