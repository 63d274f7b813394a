import { createContext, useContext, useEffect, useId } from 'react';

/** Latest last. */
const open: string[] = [];

/** The dialog that something stands in. */
export const DialogScope = createContext<string | null>(null);

export const useDialogScope = (): string | null => useContext(DialogScope);

/** Tells shortcuts that a dialog is open; gives the id of what stands in it. */
export const useOpenDialog = (isOpen: boolean): string => {
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    open.push(id);
    return () => {
      open.splice(open.lastIndexOf(id), 1);
    };
  }, [id, isOpen]);
  return id;
};

/** Whether keys reach what stands in `scope`: nothing behind an open dialog listens. */
export const hearsKeys = (scope: string | null): boolean => {
  const top = open.at(-1);
  return top === undefined || scope === top;
};
