/** `2019-05-01` as the vendor's `20190501`; what is no day stays as it is, and the catalogue refuses it. */
export const dayCode = <Day extends string | undefined>(day: Day): Day | string =>
  day?.replace(/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/, "$1$2$3") ?? day;
