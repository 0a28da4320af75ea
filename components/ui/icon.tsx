/** Drawn on a grid of 20 with a stroke of 1.5; the colour is that of the text around. */
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
  /** Machines, and what connects them. */
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
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="2" />
      <path d="M13 4.5A1.5 1.5 0 0 0 11.5 3.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 4.5 13" />
    </>
  ),
  check: <path d="M4.5 10.5l3.8 3.8 7.2-8" />,
  cross: <path d="M5 5l10 10M15 5L5 15" />,
  "chevron-down": <path d="M5.5 8l4.5 4.5L14.5 8" />,
  more: <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.6" />,
  start: <path d="M6.5 4.5v11l9-5.5z" />,
  restart: <path d="M15.8 8.2A6.2 6.2 0 1 0 16.2 10M16.3 4v4.3H12" />,
  stop: <rect x="5" y="5" width="10" height="10" rx="1.6" />,
  console: (
    <>
      <rect x="2.5" y="3.5" width="15" height="13" rx="2.4" />
      <path d="M6 8l2.5 2.2L6 12.5M10.5 13H14" />
    </>
  ),
  bolt: <path d="M11 2.5L4.5 11.5H10l-1 6 6.5-9H10z" />,
  search: (
    <>
      <circle cx="9" cy="9" r="5" />
      <path d="M13 13l3.5 3.5" />
    </>
  ),
  filter: <path d="M3.5 6h13M6 10h8M8.5 14h3" />,
  globe: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M3 10h14M10 3c2.5 2.2 3 4.5 3 7s-.5 4.8-3 7c-2.5-2.2-3-4.5-3-7s.5-4.8 3-7z" />
    </>
  ),
  theme: (
    <>
      <circle cx="10" cy="10" r="3.2" />
      <path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7L6 6M14 14l1.3 1.3M15.3 4.7L14 6M6 14l-1.3 1.3" />
    </>
  ),
  eye: (
    <>
      <path d="M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10z" />
      <circle cx="10" cy="10" r="2.3" />
    </>
  ),
  download: <path d="M10 3.5v8.5M6.5 8.8l3.5 3.5 3.5-3.5M3.5 13.5v3h13v-3" />,
  "sign-out": (
    <path d="M8 3.5H5A1.5 1.5 0 0 0 3.5 5v10A1.5 1.5 0 0 0 5 16.500h3M8.500 10h8M13 6.500l3.500 3.500-3.500 3.500" />
  ),
  plus: <path d="M10 4v12M4 10h12" />,
  trash: <path d="M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11" />,
  pencil: (
    <path d="M4 16l.8-3.4 8.400-8.400a1.500 1.500 0 0 1 2.200 0l.4.4a1.500 1.500 0 0 1 0 2.200L7.400 15.200z" />
  ),
  padlock: (
    <>
      <rect x="4" y="9" width="12" height="8" rx="2" />
      <path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4l2.5 2" />
    </>
  ),
  disc: (
    <>
      <circle cx="10" cy="10" r="7" />
      <circle cx="10" cy="10" r="2" />
    </>
  ),
  eject: <path d="M4.5 11.500L10 5l5.500 6.500zM4.500 15h11" />,
  external: <path d="M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7" />,
  phone: (
    <>
      <rect x="5.5" y="2.5" width="9" height="15" rx="2" />
      <path d="M9 15h2" />
    </>
  ),
  passkey: (
    <>
      <circle cx="6.500" cy="10" r="3.500" />
      <path d="M10 10h7.500M14 10v3M17 10v2" />
    </>
  ),
  arrow: <path d="M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5" />,
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? "icon icon-small" : "icon"} viewBox="0 0 20 20" aria-hidden="true">
      {PATHS[name]}
    </svg>
  );
}
