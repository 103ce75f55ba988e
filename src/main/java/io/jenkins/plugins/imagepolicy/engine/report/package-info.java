/** The report of one run and its renderings. Whatever others wrote is escaped for the format at hand. */
package io.jenkins.plugins.imagepolicy.engine.report;
