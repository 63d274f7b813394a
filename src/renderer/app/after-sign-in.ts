// What nobody sees before somebody has signed in: the page that is shown first doesn't wait for it.
export { LockScreen } from '../features/sign-in/lock-screen.tsx';
export { Desk } from './desk.tsx';
export { deskWords } from './desk-words.ts';
