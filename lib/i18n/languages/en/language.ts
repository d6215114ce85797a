import accuracy from './accuracy.json' with { type: 'json' };
import admin from './admin.json' with { type: 'json' };
import alert from './alert.json' with { type: 'json' };
import calendar from './calendar.json' with { type: 'json' };
import chain from './chain.json' with { type: 'json' };
import shell from './console.json' with { type: 'json' };
import count from './count.json' with { type: 'json' };
import delivery from './delivery.json' with { type: 'json' };
import fieldError from './field-error.json' with { type: 'json' };
import fleet from './fleet.json' with { type: 'json' };
import look from './look.json' with { type: 'json' };
import numbers from './numbers.json' with { type: 'json' };
import opening from './opening.json' with { type: 'json' };
import problem from './problem.json' with { type: 'json' };
import report from './report.json' with { type: 'json' };
import sensorError from './sensor-error.json' with { type: 'json' };
import sensorPage from './sensor-page.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };

export const en = {
  accuracy,
  admin,
  alert,
  calendar,
  chain,
  shell,
  count,
  delivery,
  fieldError,
  fleet,
  look,
  numbers,
  opening,
  problem,
  report,
  sensorError,
  sensorPage,
  settings,
};
