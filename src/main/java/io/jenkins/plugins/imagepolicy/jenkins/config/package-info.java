/** What an administrator sets for all jobs, and the choices that steps and administrators share. */
package io.jenkins.plugins.imagepolicy.jenkins.config;
