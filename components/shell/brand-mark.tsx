import type { Mark } from "@/lib/provider/provider-view";

/** The provider's mark: its letters on a plate, or its picture. Its name stands beside it, so it is silent. */
export function BrandMark({
  mark,
  large,
  className = large ? "size-9" : "size-6",
}: {
  mark: Mark;
  /** At the way in. */
  large?: boolean;
  className?: string;
}) {
  const isWord = mark.kind !== "picture" && [...mark.text].length > 1;
  if (mark.kind === "picture") {
    return (
      <span className={`brand-mark brand-picture shrink-0 ${className}`} aria-hidden="true">
        {/* biome-ignore lint/performance/noImgElement: small, and cleaned when it was uploaded */}
        <img src={mark.src} alt="" className="size-full rounded-sm object-contain" />
      </span>
    );
  }
  return (
    <span
      className={`brand-mark grid shrink-0 place-items-center rounded-sm bg-ink font-semibold text-ground ${large ? (isWord ? "text-14" : "text-20") : isWord ? "text-12" : "text-14"} ${className}`}
      aria-hidden="true"
    >
      {mark.text}
    </span>
  );
}
