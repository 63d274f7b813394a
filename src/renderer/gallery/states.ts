import { certificateGallery } from '../features/certificate/certificate.gallery.tsx';
import { deviceGallery } from '../features/device/device.gallery.tsx';
import { fieldsGallery } from '../features/fields/fields.gallery.tsx';
import { ledgerGallery } from '../features/ledger/ledger.gallery.tsx';
import { moveInGallery } from '../features/move-in/move-in.gallery.tsx';
import { noticesGallery } from '../features/notices/notices.gallery.tsx';
import { outboxGallery } from '../features/outbox/outbox.gallery.tsx';
import { printerGallery } from '../features/printer/printer.gallery.tsx';
import { residentGallery } from '../features/resident/resident.gallery.tsx';
import { signInGallery } from '../features/sign-in/sign-in.gallery.tsx';
import { trayGallery } from '../features/tray/tray.gallery.tsx';
import { deskGallery } from './desk.gallery.tsx';
import { controlsGallery } from './kit/controls.gallery.tsx';
import { dialogsGallery } from './kit/dialogs.gallery.tsx';
import { listsGallery } from './kit/lists.gallery.tsx';
import { messagesGallery } from './kit/messages.gallery.tsx';
import { typingGallery } from './kit/typing.gallery.tsx';
import type { GalleryState } from './state.ts';

/** Every state of every component and screen. A feature adds the array of its own `*.gallery.tsx` here. */
export const galleryStates: readonly GalleryState[] = [
  ...controlsGallery,
  ...messagesGallery,
  ...listsGallery,
  ...dialogsGallery,
  ...typingGallery,
  ...fieldsGallery,
  ...noticesGallery,
  ...signInGallery,
  ...deskGallery,
  ...moveInGallery,
  ...residentGallery,
  ...certificateGallery,
  ...ledgerGallery,
  ...outboxGallery,
  ...printerGallery,
  ...trayGallery,
  ...deviceGallery,
];
