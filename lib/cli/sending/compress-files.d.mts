export function compressFiles(places: { distDir: string }): Promise<void>;
