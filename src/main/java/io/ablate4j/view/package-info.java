/** How a network is looked into while it trains: passes in modes of their own, layer by layer. */
package io.ablate4j.view;
