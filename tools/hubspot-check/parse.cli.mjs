// HubSpot's project parser over one profile, without the network. Argument: {"root", "source", "platformVersion", "profile", "accountId"}.
// Prints {"problems": string[]}.
import { http } from '@hubspot/local-dev-lib/http';
import { isTranslationError, translate } from '@hubspot/project-parsing-lib/translate';
import { schemas } from './schemas.mjs';

const { source, platformVersion, profile, accountId } = JSON.parse(process.argv[2] ?? '{}');
// The one call the parser makes: the schemas. Same instance, so nothing else goes out either.
http.get = async () => ({ data: schemas });

console.log(JSON.stringify({ problems: await problems() }));

async function problems() {
  try {
    const { skippedHsMetaFiles } = await translate({ projectSourceDir: source, platformVersion, accountId }, { profile });
    return skippedHsMetaFiles.map((file) => `${file.filePath ?? JSON.stringify(file)} lies in a folder that HubSpot does not read`);
  } catch (error) {
    if (!isTranslationError(error)) return [error instanceof Error ? error.message : String(error)];
    return error.errors.flatMap(({ file, errors }) => errors.map((sentence) => `${file}: ${sentence.replace(/\s+/g, ' ').trim()}`));
  }
}
