import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The network between one office and central: a relay on loopback that can be cut and mended. */
export interface Link {
  /** Where the office finds central. */
  readonly url: string;
  /** Breaks what is open and refuses what comes. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Bytes from central to the office so far. */
  readonly received: () => number;
  readonly close: () => Promise<void>;
}

/** @param target central's address, which may change when central is started again. */
export const startLink = async (target: () => string): Promise<Link> => {
  const sockets = new Set<Socket>();
  let isCut = false;
  let received = 0;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // A line that breaks shows itself to both ends by its end.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };

  const server = createServer((office) => {
    keep(office);
    if (isCut) {
      office.resetAndDestroy();
      return;
    }
    const { hostname, port } = new URL(target());
    const central = keep(connect({ host: hostname, port: Number(port) }));
    central.on('data', (bytes) => {
      received += bytes.length;
    });
    office.pipe(central);
    central.pipe(office);
    office.on('close', () => central.destroy());
    central.on('close', () => office.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    mend: () => {
      isCut = false;
    },
    received: () => received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
