import type { PaperReader } from '../check/paper-reader.ts';

export interface Camera {
  /** Rejects where there is no camera or it isn't allowed. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

/** Between two looks: reading a picture takes a part of this, and the page stays responsive. */
const lookEveryMs = 250;

/** Shows the camera in `video` and calls `onCode` once, with the first code that it sees; then it is off again. */
export const createCamera = (video: HTMLVideoElement, papers: PaperReader, onCode: (code: string) => void): Camera => {
  let stream: MediaStream | null = null;
  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
  };
  const look = async (own: MediaStream): Promise<void> => {
    if (stream !== own) return;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.width > 0 ? canvas.getContext('2d', { willReadFrequently: true }) : null;
    if (context) {
      context.drawImage(video, 0, 0);
      const { codes } = await papers.readPixels(context.getImageData(0, 0, canvas.width, canvas.height));
      const code = codes[0];
      if (code !== undefined && stream === own) {
        stop();
        onCode(code);
        return;
      }
    }
    setTimeout(() => void look(own), lookEveryMs);
  };
  return {
    start: async () => {
      stop();
      const own = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 } },
      });
      stream = own;
      video.srcObject = own;
      await video.play();
      void look(own);
    },
    stop,
  };
};
