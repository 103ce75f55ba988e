/** Marks gated builds in the history of their job. Compiled by {@code pom-jenkins.xml} alone. */
package io.jenkins.plugins.imagepolicy.jenkins.badge;
