"""Addresses of the instructor dashboard's tab, below the prefix that the plugin's configuration gives them."""

from django.urls import path

from xblock_impact.lms.instructor_tab.page import campaigns_of_course

app_name = "impact"
urlpatterns = [path("courses/<path:course_key>/campaigns", campaigns_of_course, name="campaigns_of_course")]
