/** The marks of the panel's places, drawn as `Icon`'s. Apart from those: only the server draws them, and no page carries them. */
const PATHS = {
  hosts: (
    <>
      <rect x="3" y="3.5" width="14" height="5.5" rx="1.8" />
      <rect x="3" y="11" width="14" height="5.5" rx="1.8" />
      <path d="M6 6.25h.01M6 13.75h.01M9.5 6.25H14M9.5 13.75H14" />
    </>
  ),
  account: (
    <>
      <circle cx="10" cy="7" r="3.2" />
      <path d="M3.8 16.8c.6-3.2 3-4.8 6.2-4.8s5.6 1.6 6.2 4.8" />
    </>
  ),
  people: (
    <>
      <circle cx="7.5" cy="7.5" r="2.8" />
      <path d="M2.5 16c.5-2.8 2.400-4.200 5-4.200s4.500 1.400 5 4.200" />
      <path d="M12.800 4.900a2.600 2.600 0 0 1 0 5.100M14.800 12.200c1.500.6 2.400 1.900 2.700 3.800" />
    </>
  ),
  activity: (
    <>
      <path d="M4.5 5.5h.01M4.5 10h.01M4.5 14.5h.01" strokeWidth="2.6" />
      <path d="M8 5.5h8.5M8 10h8.5M8 14.5h5.5" />
    </>
  ),
  more: <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.6" />,
  overview: (
    <>
      <rect x="3" y="3" width="6" height="6" rx="1.600" />
      <rect x="11" y="3" width="6" height="6" rx="1.600" />
      <rect x="3" y="11" width="6" height="6" rx="1.600" />
      <rect x="11" y="11" width="6" height="6" rx="1.600" />
    </>
  ),
  connection: <path d="M3 10h3l2-5.5 4 11 2-5.5h3" />,
  sliders: (
    <>
      <path d="M3.5 6.5h6M14.500 6.500h2M3.500 13.500h2M10.500 13.500h6" />
      <circle cx="12" cy="6.500" r="2.200" />
      <circle cx="8" cy="13.500" r="2.200" />
    </>
  ),
  nodes: (
    <>
      <rect x="7" y="2.5" width="6" height="5" rx="1.500" />
      <rect x="2.500" y="12.500" width="6" height="5" rx="1.500" />
      <rect x="11.500" y="12.500" width="6" height="5" rx="1.500" />
      <path d="M10 7.500v2.500M5.500 12.500V10h9v2.500" />
    </>
  ),
  book: (
    <>
      <path d="M4.500 4.500A1.500 1.500 0 0 1 6 3h9.500v14H6a1.500 1.500 0 0 1-1.500-1.500z" />
      <path d="M4.500 14.500A1.500 1.500 0 0 1 6 13h9.500M8 6.500h4.500" />
    </>
  ),
  bell: (
    <path d="M10 3a4.700 4.700 0 0 0-4.700 4.700c0 4.300-1.800 5.600-1.800 5.600h13s-1.800-1.300-1.800-5.600A4.700 4.700 0 0 0 10 3zM8.500 16.300a1.700 1.700 0 0 0 3 0" />
  ),
  /** A badge. */
  staff: (
    <>
      <rect x="3.5" y="4.5" width="13" height="12.500" rx="2" />
      <circle cx="10" cy="9.500" r="1.900" />
      <path d="M6.800 14.200c.5-1.700 1.700-2.500 3.200-2.500s2.700.8 3.200 2.500M8 2.500h4" />
    </>
  ),
} as const;

export type PlaceIconName = keyof typeof PATHS;

export function PlaceIcon({ name }: { name: PlaceIconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      {PATHS[name]}
    </svg>
  );
}
