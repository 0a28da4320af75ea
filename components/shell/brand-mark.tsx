import type { Mark } from "@/lib/provider/provider-view";

/** The provider's mark: its letters on a plate, or its picture. Its name stands beside it, so it is silent. */
export function BrandMark({ mark }: { mark: Mark }) {
  if (mark.kind === "picture") {
    return (
      <span className="brand-mark brand-picture" aria-hidden="true">
        {/* biome-ignore lint/performance/noImgElement: small, and cleaned when it was uploaded */}
        <img src={mark.src} alt="" />
      </span>
    );
  }
  return (
    <span className={[...mark.text].length > 1 ? "brand-mark brand-two" : "brand-mark"} aria-hidden="true">
      {mark.text}
    </span>
  );
}
