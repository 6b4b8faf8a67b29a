// The board's place in Airflow's page. A frame of our own: the one Airflow would make is not allowed to open a story's link.
"use strict";

globalThis.Dateline = () =>
  globalThis.React.createElement("iframe", {
    src: "./dateline/",
    title: "Dateline",
    style: { border: 0, display: "block", height: "100%", minHeight: "80vh", width: "100%" },
  });
globalThis.AirflowPlugin = globalThis.Dateline;
