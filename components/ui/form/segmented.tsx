import type { ReactNode } from "react";
import { Link } from "../link";
import type { FormAction } from "./answered";
import { Form } from "./form";

export interface Segment {
  href: string;
  label: ReactNode;
  /** Of a long one, as it is written. */
  count?: number | string;
  mark?: ReactNode;
  current: boolean;
}

/** A choice of one that lives in the address; on a phone it scrolls sideways. */
export function SegmentedFilter({ label, segments }: { label: string; segments: Segment[] }) {
  return (
    <nav className="segments segments-scroll" aria-label={label}>
      {segments.map((segment) => (
        <Link key={segment.href} href={segment.href} aria-current={segment.current ? "true" : undefined} stay>
          {segment.mark}
          {segment.label}
          {segment.count === undefined ? null : <b>{segment.count}</b>}
        </Link>
      ))}
    </nav>
  );
}

interface SegmentedFormProps {
  label: string;
  name: string;
  action: FormAction;
  options: { value: string; label: string; lang?: string }[];
  current: string;
}

/** A choice of one that is sent at once; works without JavaScript. */
export function SegmentedForm({ label, name, action, options, current }: SegmentedFormProps) {
  return (
    <Form action={action}>
      <fieldset className="segments" aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            type="submit"
            name={name}
            value={option.value}
            lang={option.lang}
            aria-pressed={option.value === current}
          >
            {option.label}
          </button>
        ))}
      </fieldset>
    </Form>
  );
}
