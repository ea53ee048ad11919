import type { Pipeline } from '../../hubspot/index.ts';
import type { ChoiceWords } from './choice-words.ts';

/** With several pipelines a stage carries its pipeline's name, as in HubSpot's own lists: two of them may both be "Closed won". */
export function stageLabels(pipelines: readonly Pipeline[]): ChoiceWords['labels'] {
  const several = pipelines.length > 1;
  return new Map(pipelines.flatMap(({ label: pipeline, stages }) => stages.map(({ id, label }) => [id, several ? `${label} (${pipeline})` : label])));
}
