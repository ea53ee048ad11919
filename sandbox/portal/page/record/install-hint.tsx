import type { HostData } from '../page-data.ts';

/** Says where the app's cards are while it is not installed; nothing once it is. */
export function InstallHint({ data }: { data: HostData }) {
  if (data.isInstalled) return null;
  return (
    <div className="ui-alert is-info" role="status">
      <div>
        <div className="ui-alert-title">{data.appName} is not installed in this portal</div>
        Its cards appear here after the installation. <a href={data.installUrl}>Install {data.appName}</a>
      </div>
    </div>
  );
}
