import { SimRefusal } from "./refusals";

export type Params = Record<string, string>;

interface Range {
  min: number;
  max?: number;
  /** Null: it must be there. */
  fallback: number | null;
}

/** A whole number in a range, or the fallback where the parameter is absent or empty; refused otherwise. */
export function wholeNumber(params: Params, name: string, { min, max, fallback }: Range): number {
  const text = params[name] ?? "";
  if (text === "" && fallback !== null) return fallback;
  const value = Number(text);
  if (!/^-?[0-9]{1,10}$/.test(text) || value < min || (max !== undefined && value > max)) {
    throw new SimRefusal("parameter", name);
  }
  return value;
}

/** 0 or 1, absent for 0. */
export const flag = (params: Params, name: string): boolean =>
  wholeNumber(params, name, { min: 0, max: 1, fallback: 0 }) === 1;

export const isCount = (text: string): boolean => /^[0-9]+$/.test(text);
