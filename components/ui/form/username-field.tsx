/** Tells a browser that keeps passwords whose the one beside it is. Nobody sees it, and it isn't sent. */
export const UsernameField = ({ value }: { value: string }) => (
  <input type="text" autoComplete="username" value={value} readOnly hidden />
);
