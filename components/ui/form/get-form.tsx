import type { ComponentProps } from "react";

interface GetFormProps extends Omit<ComponentProps<"form">, "method" | "action"> {
  /** The page that it leads to; this one without. */
  action?: string;
}

/** A form that leads to an address, and changes nothing. What changes something is a `Form`. */
export const GetForm = (props: GetFormProps) => <form method="get" {...props} />;
