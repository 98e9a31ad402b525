import { statfs } from 'node:fs/promises';
import { Gauge } from 'prom-client';
import { metrics } from './metrics.js';

const watched = new Map<string, string>();

const diskSize = new Gauge({
  name: 'landscape_disk_size_bytes',
  help: 'Size of the disk that a data folder of this process is on',
  labelNames: ['folder'],
  registers: [metrics],
});

const diskFree = new Gauge({
  name: 'landscape_disk_free_bytes',
  help: 'Space that is left on the disk of a data folder of this process',
  labelNames: ['folder'],
  registers: [metrics],
  async collect() {
    for (const [folder, path] of watched) {
      // A folder that is gone has no figures, and its service says why it fails.
      const disk = await statfs(path).catch(() => undefined);
      if (!disk) continue;
      this.set({ folder }, disk.bavail * disk.bsize);
      diskSize.set({ folder }, disk.blocks * disk.bsize);
    }
  },
});

/** Shows the space on the disk of a folder, as metrics. @param folder for the label: what the folder holds */
export function watchDisk(folder: string, path: string): void {
  watched.set(folder, path);
  diskFree.set({ folder }, 0);
}
