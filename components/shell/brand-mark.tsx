/** The provider's mark: the first letter of its name, until it can set one of its own. */
export function BrandMark({ provider }: { provider: string }) {
  return (
    <span className="brand-mark" aria-hidden="true">
      {[...provider.trim()][0]?.toUpperCase()}
    </span>
  );
}
