import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { Icon } from './components/icon.tsx';

export interface Toast {
  type: 'info' | 'warning' | 'success' | 'danger' | 'tip';
  title?: string | undefined;
  message: string;
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);
const SHOWN_MS = 8_000;
const ICON = { info: 'info', warning: 'warning', success: 'checkCircle', danger: 'exclamationCircle', tip: 'bulb' };

/** Shows an alert at the top of the page; `danger` stays until it is closed. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

export function ToastProvider(props: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([]);
  const remove = useCallback((id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const add = useMemo(() => {
    let count = 0;
    return (toast: Toast) => {
      const id = ++count;
      setToasts((before) => [...before, { ...toast, id }]);
      if (toast.type !== 'danger') setTimeout(() => remove(id), SHOWN_MS);
    };
  }, [remove]);
  return (
    <ToastContext.Provider value={add}>
      {props.children}
      <div className="pt-toasts" aria-live="polite" aria-label="Alerts" role="region">
        {toasts.map((toast) => (
          <div key={toast.id} className={`ui-alert pt-toast is-${toast.type}`} role={toast.type === 'danger' ? 'alert' : 'status'}>
            <Icon name={ICON[toast.type] ?? 'info'} size="md" />
            <div>
              {toast.title && <div className="ui-alert-title">{toast.title}</div>}
              {toast.message}
            </div>
            <button type="button" className="ui-plain" aria-label="Close alert" onClick={() => remove(toast.id)}>
              ✕
            </button>
          </div>
        ))}
      </div>
    </ToastContext.Provider>
  );
}
