const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * The most CPU time in ms that this process used between two timers of 5 ms: a bound for the longest block of the event
 * loop. Time in which other processes had the CPU does not count.
 */
export async function longestBlockMs(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = cpuMs();
  const sample = () => {
    const now = cpuMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(sample, 5);
  try {
    await work();
    sample();
  } finally {
    clearInterval(timer);
  }
  return longest;
}
