/** What the doctor looks at, a finding each: engine, processor, data, folders and fonts. */
package io.ablate4j.doctor;
