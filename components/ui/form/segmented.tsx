import type { ReactNode } from "react";
import { Link } from "../link";
import { Count } from "../state";
import type { FormAction } from "./answered";
import { Form } from "./form";

const barClass =
  "inline-flex min-h-8 max-w-full items-stretch rounded-md bg-sunken p-0.5 max-md:min-h-11 pointer-coarse:min-h-11";
const segmentClass =
  "inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-sm border border-transparent px-2.5 font-medium text-13 whitespace-nowrap text-ink-2 no-underline transition-colors -outline-offset-2 hover:text-ink aria-[current=true]:border-line-2 aria-[current=true]:bg-card aria-[current=true]:text-ink aria-[current=true]:shadow-control aria-pressed:border-line-2 aria-pressed:bg-card aria-pressed:text-ink aria-pressed:shadow-control";

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
    <nav className={`${barClass} overflow-x-auto [scrollbar-width:none]`} aria-label={label}>
      {segments.map((segment) => (
        <Link
          key={segment.href}
          href={segment.href}
          aria-current={segment.current ? "true" : undefined}
          className={segmentClass}
          stay
        >
          {segment.mark}
          {segment.label}
          {segment.count === undefined ? null : <Count>{segment.count}</Count>}
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
      <fieldset className={barClass} aria-label={label}>
        {options.map((option) => (
          <button
            key={option.value}
            type="submit"
            name={name}
            value={option.value}
            lang={option.lang}
            aria-pressed={option.value === current}
            // A fieldset stretches nothing.
            className={`${segmentClass} min-h-7 max-md:min-h-10`}
          >
            {option.label}
          </button>
        ))}
      </fieldset>
    </Form>
  );
}

interface SegmentedRadiosProps {
  name: string;
  options: { value: string; label: string }[];
  current: string;
  onPick: (value: string) => void;
}

/** A choice of one in a form; what stands around it names it. */
export const SegmentedRadios = ({ name, options, current, onPick }: SegmentedRadiosProps) => (
  <div className={`${barClass} flex-wrap self-start`}>
    {options.map(({ value, label }) => (
      <label
        key={value}
        className={`${segmentClass} relative min-h-7 has-checked:border-line-2 has-checked:bg-card has-checked:text-ink has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-accent-ink max-md:min-h-10`}
      >
        <input
          type="radio"
          name={name}
          value={value}
          checked={value === current}
          onChange={() => onPick(value)}
          className="absolute inset-0 cursor-pointer opacity-0"
        />
        {label}
      </label>
    ))}
  </div>
);
