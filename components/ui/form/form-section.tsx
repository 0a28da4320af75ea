import { type ReactNode, useId } from "react";

interface FormSectionProps {
  title: string;
  children: ReactNode;
}

/** A part of a form's page: what it is about at the left, its fields at the right. */
export function FormSection({ title, children }: FormSectionProps) {
  const titleId = useId();
  return (
    <section
      className="grid scroll-mt-12 gap-x-10 border-line border-b p-4 md:p-6 gap-y-4 lg:grid-cols-[264px_minmax(0,640px)]"
      aria-labelledby={titleId}
    >
      <div>
        <h2 id={titleId}>{title}</h2>
      </div>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}

/** Fields beside each other where there is room for two; `dense`, short ones, on a phone as well. */
export function FieldGrid({ dense, children }: { dense?: boolean; children: ReactNode }) {
  const look = "grid items-start gap-4 md:grid-cols-2";
  return <div className={dense ? `min-[360px]:grid-cols-2 ${look}` : look}>{children}</div>;
}

/** For the keys of a form that goes over several sections: a band under all of them, in line with the fields. */
export const SECTION_KEYS = "grid justify-items-start gap-3 px-4 py-4 md:px-6 lg:pl-[328px]";
