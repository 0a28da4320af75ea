import type { Amounts } from "@/lib/monitor/traffic/traffic-view";
import { useTrafficWords } from "./use-traffic-words";

/** An amount of traffic in a table. */
export function TrafficAmount({ amounts, of }: { amounts: Amounts; of: "in" | "out" | "both" }) {
  const words = useTrafficWords();
  return <span className={of === "both" ? "font-medium" : "text-ink-2"}>{words.amount(amounts, of)}</span>;
}
