import { spawnSync } from 'node:child_process';

/** Puts a small disk in memory at a folder, where this may be done (Linux, as root). Says whether it did. */
export const mountSmallDisk = (folder: string, size: string): boolean =>
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', folder]).status === 0;

export const unmount = (folder: string): void => {
  spawnSync('umount', ['-l', folder]);
};
