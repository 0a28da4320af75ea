import { Refusal } from "../wire/refusals";

/** Unix seconds, or `2019-11-15 00:28:22` in the master's own zone: the two forms of `bwdate`. */
export function momentOf(text: string, zoneMinutes: number): number {
  if (/^[0-9]{10}$/.test(text)) return Number(text);
  const local = /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/.test(text)
    ? Date.parse(`${text.replace(" ", "T")}Z`)
    : Number.NaN;
  if (Number.isNaN(local)) throw new Refusal("parameter", "bwdate");
  return local / 1000 - zoneMinutes * 60;
}
