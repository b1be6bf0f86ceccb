/** What else can be measured of a network while it learns: probes, built in and of one's own. */
package io.ablate4j.probe;
