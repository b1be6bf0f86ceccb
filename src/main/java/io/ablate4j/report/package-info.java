/** One self-contained HTML file a study: jte templates, XChart figures as inline SVG. */
package io.ablate4j.report;
