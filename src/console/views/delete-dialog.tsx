import { phrases } from '../i18n/phrases.ts';
import { isBusy, remove } from '../state/actions.ts';
import { Dialog } from './dialog.tsx';

interface DeleteDialogProps {
  /** Of the task. */
  id: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks before a task is deleted. */
export function DeleteDialog({ id, isOpen, onClose }: DeleteDialogProps) {
  const p = phrases.value.task;
  return (
    <Dialog title={p.deleteTitle} isOpen={isOpen} onClose={onClose}>
      <p>{p.deleteText}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" autofocus onClick={onClose}>
          {p.keep}
        </button>
        <button
          type="button"
          class="button button-danger"
          disabled={isBusy.value}
          onClick={() => {
            onClose();
            void remove(id);
          }}
        >
          {p.deleteConfirm}
        </button>
      </div>
    </Dialog>
  );
}
